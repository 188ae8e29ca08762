// DeskFeedback
