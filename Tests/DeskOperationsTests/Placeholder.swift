// DeskOperations
