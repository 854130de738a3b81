"""The local LINE: a stand-in of the LINE platform for bots under development and their tests."""
