// DeskSchedules
