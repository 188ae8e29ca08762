// DeskRouting
