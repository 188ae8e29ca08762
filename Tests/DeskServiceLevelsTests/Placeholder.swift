// DeskServiceLevels
