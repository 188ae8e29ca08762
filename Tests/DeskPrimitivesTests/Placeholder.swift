// DeskPrimitives
