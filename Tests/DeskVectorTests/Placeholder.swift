// DeskVector
