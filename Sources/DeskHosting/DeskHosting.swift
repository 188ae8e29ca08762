// DeskHosting
