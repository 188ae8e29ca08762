// DeskFoundation
