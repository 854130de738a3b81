"""The families of `siang` commands, a file each."""
