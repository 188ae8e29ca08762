// DeskChannels
