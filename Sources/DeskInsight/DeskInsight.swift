// DeskInsight
