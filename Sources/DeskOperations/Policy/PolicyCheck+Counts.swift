import DeskPrimitives

/// How much a policy lists.
extension PolicyCheck {
    /// Says which lists are longer than a policy may have.
    static func counts(_ policy: DeskPolicy) -> [PolicyFinding] {
        let said = policy.communication
        let lists: [(place: String, inner: String?, count: Int, limit: Int)] = [
            ("calendars", nil, policy.calendars.count, PolicyLimits.channels),
            ("channels", nil, policy.channels.count, PolicyLimits.channels),
            ("topics", nil, policy.topics.count, PolicyLimits.names),
            ("units", nil, policy.units.count, PolicyLimits.names),
            ("teams", nil, policy.teams.count, PolicyLimits.names),
            ("skills", nil, policy.skills.count, PolicyLimits.names),
            ("agents", nil, policy.agents.count, PolicyLimits.agents),
            ("queues", nil, policy.queues.count, PolicyLimits.names),
            ("targets", nil, policy.targets.count, PolicyLimits.targets),
            ("surveys", nil, policy.surveys.count, PolicyLimits.channels),
            ("lines", "automations", policy.lines.automations.count, PolicyLimits.templates),
            ("lines", "surges", policy.lines.surges.count, PolicyLimits.templates),
            ("communication", "templates", said.templates.count, PolicyLimits.templates),
            ("communication", "briefings", said.briefings.count, PolicyLimits.briefings),
            ("communication", "announcements", said.announcements.count, PolicyLimits.briefings),
            ("communication", "plans", said.plans.count, PolicyLimits.briefings),
            ("communication", "readers", said.readers.count, PolicyLimits.readers),
            ("communication", "hints", said.hints.count, PolicyLimits.templates),
        ]
        return lists.compactMap { list in
            guard list.count > list.limit else { return nil }
            let place = list.inner.map { Place.field(list.place).field($0) } ?? Place.field(list.place)
            return PolicyFinding(
                .error, place,
                LocalizedText(
                    en: "\(list.count) entries, at most \(list.limit) are taken",
                    fi: "\(list.count) kohtaa, enintään \(list.limit) sallitaan"))
        }
    }
}
