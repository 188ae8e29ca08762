import DeskChannels
public import DeskPrimitives
public import DeskSchedules
public import DeskServiceLevels

extension DeskPolicy {
    /// The service description that follows from the policy, for the customer.
    ///
    /// It is made of the members that run the desk, so it says what the desk does: every row has its place in this
    /// document.
    ///
    /// - Parameters:
    ///   - language: Finnish, or English for every other language.
    ///   - date: The date from which closed and exceptional dates are listed, for a year; without one holidays are named
    ///     but not dated.
    ///   - organization: Whose contract's targets are shown as well; nil for what everybody is promised.
    public func serviceSheet(
        in language: LanguageTag, from date: LocalDate? = nil, for organization: OrganizationID? = nil
    ) -> ServiceSheet {
        ServiceSheet(
            ServiceSheet.Source(
                description: description, channels: channels.map(sheetChannel), calendars: calendars, targets: targets,
                topics: Dictionary(topics.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
                organization: organization),
            in: language, from: date)
    }

    private func sheetChannel(_ channel: ContactChannel) -> ServiceSheetChannel {
        var notes: [LocalizedText] = []
        if channel.allows == .open {
            notes.append(LocalizedText(en: "Not for personal matters.", fi: "Ei henkilökohtaisiin asioihin."))
        }
        if channel.hours != nil { notes.append(outOfHours(channel)) }
        return ServiceSheetChannel(
            id: channel.id, name: channel.name, receivingEnds: channel.receivingEnds, hours: channel.hours,
            notes: notes)
    }

    private func outOfHours(_ channel: ContactChannel) -> LocalizedText {
        switch channel.outOfHours {
        case .queue:
            LocalizedText(
                en: "What arrives outside opening hours is handled when we open.",
                fi: "Aukioloaikojen ulkopuolella saapuneet asiat käsitellään, kun avaamme.")
        case .callback:
            LocalizedText(
                en: "Outside opening hours you can ask us to call you back.",
                fi: "Aukioloaikojen ulkopuolella voit pyytää meitä soittamaan takaisin.")
        case .otherChannel(let other):
            LocalizedText(
                en: "Outside opening hours please use: \(name(of: other, in: .english)).",
                fi: "Aukioloaikojen ulkopuolella käytä tätä kanavaa: \(name(of: other, in: .finnish)).")
        case .announceOnly:
            LocalizedText(
                en: "Outside opening hours we only tell when we open.",
                fi: "Aukioloaikojen ulkopuolella kerromme vain, milloin avaamme.")
        }
    }

    private func name(of channel: ChannelID, in language: LanguageTag) -> String {
        channels.first { $0.id == channel }?.name.text(in: language) ?? channel.rawValue
    }
}
