import DeskChannels
import DeskPrimitives
import DeskRouting

/// Names and dead ends in the policy of lines.
extension PolicyCheck {
    mutating func checkLines() {
        checkLoads()
        let lines = policy.lines
        let place = Place.field("lines")
        for (number, option) in (lines.menu?.options ?? []).enumerated() {
            guard case .otherChannel(let channel) = option.kind else { continue }
            require(
                channel, among: channelNames, "channel", "kanava",
                at: place.field("menu").field("options").index(number).field("kind"))
        }
        for (number, path) in lines.automations.enumerated() {
            check(path, at: place.field("automations").index(number))
            if lines.automations[..<number].contains(where: { $0.id == path.id }) {
                twice(path.id, at: place.field("automations").index(number))
            }
        }
        for (number, surge) in lines.surges.enumerated() {
            let place = place.field("surges").index(number)
            for (index, topic) in surge.topics.enumerated() {
                require(topic, among: topicNames, "topic", "aihe", at: place.field("topics").index(index))
            }
            for (index, team) in surge.effects.reserveTeams.enumerated() {
                require(
                    team, among: teamNames, "team", "tiimi",
                    at: place.field("effects").field("reserveTeams").index(index))
            }
            if lines.surges[..<number].contains(where: { $0.id == surge.id }) { twice(surge.id.rawValue, at: place) }
        }
        checkExits(lines.automations, at: place.field("automations"))
    }

    /// Names in what is expected to come, and queues whose work nothing bounds although it was said what comes.
    mutating func checkLoads() {
        let place = Place.field("lines").field("loads")
        let queues = Set(policy.queues.map(\.id))
        for name in (policy.lines.loads ?? [:]).keys.sorted() {
            require(name, among: queues, "queue", "jono", at: place.field(name.rawValue))
        }
        for found in QueueWaitingBound.all(in: policy) where found.load != nil && found.bound.longestWait == nil {
            let (en, fi) = (found.sentence(in: .english), found.sentence(in: .finnish))
            warning(place.field(found.queue.rawValue), en: en, fi: fi)
        }
    }

    private mutating func check(_ path: AutomationPath, at place: Place) {
        for (index, topic) in path.topics.enumerated() {
            require(topic, among: topicNames, "topic", "aihe", at: place.field("topics").index(index))
        }
        require(path.exit, among: Set(policy.queues.map(\.id)), "queue", "jono", at: place.field("exit"))
        require(path.exitChannel, among: channelNames, "channel", "kanava", at: place.field("exitChannel"))
        if let channel = policy.channels.first(where: { $0.id == path.exitChannel }), channel.role != .support {
            error(
                place.field("exitChannel"), en: "people cannot be helped on channel “\(channel.id)”",
                fi: "kanavassa ”\(channel.id)” ei voi auttaa ihmisiä")
        }
        for (index, step) in path.steps.enumerated() where path.unreachableSteps.contains(step.id) {
            warning(
                place.field("steps").index(index), en: "no contact ever comes to step “\(step.id)”",
                fi: "yksikään yhteydenotto ei päädy vaiheeseen ”\(step.id)”")
        }
    }

    /// Whether a person can take over from every automated path.
    private mutating func checkExits(_ paths: [AutomationPath], at place: Place) {
        let found = AutomationCheck.findings(
            paths, queues: policy.queues, agents: policy.agents, table: policy.routing,
            topicAttribute: RoutingAttributeName.topic.rawValue, openTimes: openTimes,
            domain: .openFor([RoutingAttributeName.language.rawValue]))
        for finding in found {
            let inner = finding.within(place)
            error(inner.place, en: inner.sentence(in: .english), fi: inner.sentence(in: .finnish))
        }
    }

    private mutating func twice(_ name: String, at place: Place) {
        error(place.field("id"), en: "“\(name)” is there twice", fi: "”\(name)” on kahdesti")
    }
}
