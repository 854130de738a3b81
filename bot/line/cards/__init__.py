"""Cards as LINE's Flex Messages."""
