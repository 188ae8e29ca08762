import DeskPrimitives
extension Turn { mutating func writeEncounter(_ item: ServiceCase, at: Instant) throws(DeskHalt) {} }
