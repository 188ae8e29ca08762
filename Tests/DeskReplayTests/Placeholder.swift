// DeskReplay
