// DeskContacts
