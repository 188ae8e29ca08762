import DeskPrimitives

extension ContactChannel: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, kind, name, role, allows, hours, loadUnits, inviteTo, outOfHours, maximumTextBytes, receivingEnds
        case clockOnMove, cost, help, network, takesFiles
    }

    /// Reads an object; only `id`, `kind` and `name` must be there, and an unknown key is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let id = try object.decode(ChannelID.self, forKey: .id)
        let kind = try object.decode(ChannelKind.self, forKey: .kind)
        let name = try object.decode(LocalizedText.self, forKey: .name)
        let role = try object.decodeIfPresent(ChannelRole.self, forKey: .role)
        let allows = try object.decodeIfPresent(DataSensitivity.self, forKey: .allows)
        let hours = try object.decodeIfPresent(CalendarID.self, forKey: .hours)
        let loadUnits = try object.decodeIfPresent(Int.self, forKey: .loadUnits)
        let inviteTo = try object.decodeIfPresent(ChannelID.self, forKey: .inviteTo)
        let outOfHours = try object.decodeIfPresent(OutOfHoursPlan.self, forKey: .outOfHours)
        let maximumTextBytes = try object.decodeIfPresent(Int.self, forKey: .maximumTextBytes)
        let receivingEnds = try object.decodeList(String.self, forKey: .receivingEnds)
        let clockOnMove = try object.decodeIfPresent(ClockMoveRule.self, forKey: .clockOnMove)
        let cost = try object.decodeIfPresent(ContactCost.self, forKey: .cost)
        let help = try object.decodeIfPresent(LocalizedText.self, forKey: .help)
        let network = try object.decodeIfPresent(String.self, forKey: .network)
        let takesFiles = try object.decodeIfPresent(AttachmentLimits.self, forKey: .takesFiles)
        do throws(Refusal) {
            try self.init(
                id: id, kind: kind, name: name, role: role, allows: allows, hours: hours, loadUnits: loadUnits,
                inviteTo: inviteTo, outOfHours: outOfHours ?? .queue, maximumTextBytes: maximumTextBytes,
                receivingEnds: receivingEnds, clockOnMove: clockOnMove ?? .keep, cost: cost, help: help,
                network: network, takesFiles: takesFiles)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes an object with every value, those of the kind included; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(id, forKey: .id)
        try object.encode(kind, forKey: .kind)
        try object.encode(name, forKey: .name)
        try object.encode(role, forKey: .role)
        try object.encode(allows, forKey: .allows)
        try object.encodeIfPresent(hours, forKey: .hours)
        try object.encode(loadUnits, forKey: .loadUnits)
        try object.encodeIfPresent(inviteTo, forKey: .inviteTo)
        try object.encode(outOfHours, forKey: .outOfHours)
        try object.encodeIfPresent(maximumTextBytes, forKey: .maximumTextBytes)
        try object.encodeUnlessEmpty(receivingEnds, forKey: .receivingEnds)
        if clockOnMove != .keep { try object.encode(clockOnMove, forKey: .clockOnMove) }
        try object.encodeIfPresent(cost, forKey: .cost)
        try object.encodeIfPresent(help, forKey: .help)
        try object.encodeIfPresent(network, forKey: .network)
        try object.encodeIfPresent(takesFiles, forKey: .takesFiles)
    }
}
