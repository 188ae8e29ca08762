import DeskChannels
import DeskPrimitives
import DeskRouting

/// Names in the policy of communication.
extension PolicyCheck {
    mutating func checkCommunication() {
        let rules = policy.communication
        let place = Place.field("communication")
        for (number, template) in rules.templates.enumerated() {
            let place = place.field("templates").index(number)
            check(template.topics, template.approvedOn, channelField: "approvedOn", at: place)
            if rules.templates[..<number].contains(where: { $0.id == template.id }) { twice(template.id, at: place) }
        }
        var names: Set<BriefingID> = []
        for (number, briefing) in rules.briefings.enumerated() {
            let place = place.field("briefings").index(number)
            check(briefing.topics, briefing.channels, channelField: "channels", at: place)
            if !names.insert(briefing.id).inserted { twice(briefing.id, at: place) }
        }
        for (number, announcement) in rules.announcements.enumerated() {
            let place = place.field("announcements").index(number)
            check(announcement.topics, announcement.channels, channelField: "channels", at: place)
            if !names.insert(announcement.id).inserted { twice(announcement.id, at: place) }
        }
        for (number, hint) in rules.hints.enumerated() {
            let place = place.field("hints").index(number)
            check(hint.topics, [], channelField: "channels", at: place)
            if rules.hints[..<number].contains(where: { $0.id == hint.id }) { twice(hint.id, at: place) }
        }
        if let id = policy.cases.solvedProblem {
            let place = Place.field("cases").field("solvedProblem")
            require(id, among: Set(rules.templates.map(\.id)), "template", "vastauspohja", at: place)
            if let template = rules.templates.first(where: { $0.id == id }), !template.placeholders.isEmpty {
                error(
                    place, en: "template “\(id)” leaves something open, and nobody is there to fill it in",
                    fi: "vastauspohjassa ”\(id)” on täytettäviä kohtia, eikä kukaan ole täyttämässä niitä")
            }
        }
        let agents = Set(policy.agents.map(\.id))
        for (number, reader) in rules.readers.enumerated() {
            require(reader, among: agents, "agent", "asiakaspalvelija", at: place.field("readers").index(number))
        }
        if rules.readWithin < .zero {
            error(place.field("readWithin"), en: "it is negative", fi: "se on negatiivinen")
        }
        if rules.readers.isEmpty {
            for (number, channel) in policy.channels.enumerated() where channel.kind == .reviewSite {
                warning(
                    Place.field("channels").index(number), en: "nobody reads what is written on this channel",
                    fi: "kukaan ei lue, mitä tässä kanavassa kirjoitetaan")
            }
        }
        for (number, plan) in rules.plans.enumerated() {
            let place = place.field("plans").index(number)
            require(plan.channel, among: channelNames, "channel", "kanava", at: place.field("channel"))
            if rules.plans[..<number].contains(where: { $0.channel == plan.channel }) {
                error(
                    place.field("channel"), en: "“\(plan.channel)” is planned twice",
                    fi: "”\(plan.channel)” on suunniteltu kahdesti")
            }
        }
        checkChannelLoad()
    }

    private mutating func check(
        _ topics: [TopicID], _ channels: [ChannelID], channelField: String, at place: Place
    ) {
        for (index, topic) in topics.enumerated() {
            require(topic, among: topicNames, "topic", "aihe", at: place.field("topics").index(index))
        }
        for (index, channel) in channels.enumerated() {
            require(channel, among: channelNames, "channel", "kanava", at: place.field(channelField).index(index))
        }
    }

    private mutating func twice<Subject>(_ name: Identifier<Subject>, at place: Place) {
        error(place.field("id"), en: "“\(name)” is there twice", fi: "”\(name)” on kahdesti")
    }
}
