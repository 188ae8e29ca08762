// DeskHouse
