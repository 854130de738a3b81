"""What LINE accepts in a request: message objects, rich menus and the documented limits of each."""
