import DeskChannels
import DeskFeedback
import DeskOperations
import DeskPrimitives
import DeskRouting
import DeskSchedules
import DeskServiceLevels
import DeskTestKit
import Testing

/// Every kind of finding once: where it is, how bad, and what it says in English and Finnish.
@Suite struct PolicyCheckTests {
    private func errors(_ change: (inout DeskPolicy) throws -> Void) throws -> [PolicyFinding] {
        var policy = try TownDesk.policy()
        try change(&policy)
        do throws(PolicyErrors) {
            _ = try CompiledPolicy(policy)
            return []
        } catch {
            #expect(error.findings.allSatisfy { $0.severity == .error })
            return error.findings
        }
    }

    private func warnings(_ change: (inout DeskPolicy) throws -> Void) throws -> [PolicyFinding] {
        var policy = try TownDesk.policy()
        try change(&policy)
        return try CompiledPolicy(policy).warnings
    }

    /// Expects one finding, at a place, with these sentences.
    private func expect(
        _ findings: [PolicyFinding], _ place: String, _ english: String, _ finnish: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard let finding = findings.first(where: { $0.place.description == place }) else {
            Issue.record("nothing at \(place), but \(findings)", sourceLocation: sourceLocation)
            return
        }
        #expect(finding.sentence(in: .english) == "\(place): \(english)", sourceLocation: sourceLocation)
        #expect(finding.sentence(in: .finnish) == "\(place): \(finnish)", sourceLocation: sourceLocation)
        #expect(findings.count == 1, "\(findings.map(\.place.description))", sourceLocation: sourceLocation)
    }

    private func routing(
        _ attributes: [RoutingAttribute] = [], _ rules: [RoutingRule] = [],
        otherwise: RoutingOutcome? = RoutingOutcome(queue: "general")
    ) throws -> RoutingTable {
        try RoutingTable(attributes: attributes, rules: rules, otherwise: otherwise)
    }

    @Test("the town's policy has no findings")
    func town() throws {
        #expect(try errors { _ in }.isEmpty)
        #expect(try warnings { _ in }.isEmpty)
    }

    @Test("zone and calendars")
    func time() throws {
        let zone = try errors { $0.zone = "Europe/Helsinky" }
        #expect(zone.map(\.place.description) == ["zone"])
        #expect(zone.first?.text.text(in: .finnish).hasPrefix("arvo ei kelpaa") == true)
        expect(
            try warnings {
                $0.calendars["never"] = BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday([]))
            }, "calendars.never", "it is never open", "se ei ole koskaan auki")
        let broken = try errors {
            $0.calendars["office"] = BusinessCalendar(zone: "Mars/Base", week: .mondayToFriday([]))
        }
        #expect(broken.contains { $0.place.description.hasPrefix("calendars.office") })
    }

    @Test("names that are there twice")
    func duplicates() throws {
        expect(
            try errors { $0.topics.append($0.topics[0]) }, "topics[6].id", "“daycare” is there twice",
            "”daycare” on kahdesti")
        for (place, change) in [
            ("channels[5].id", { $0.channels.append($0.channels[0]) }),
            ("units[2].id", { $0.units.append($0.units[0]) }),
            ("teams[3].id", { $0.teams.append($0.teams[0]) }), ("skills[3].id", { $0.skills.append($0.skills[0]) }),
            ("surveys[1].id", { $0.surveys.append($0.surveys[0]) }),
            ("queues[4].id", { $0.queues.append($0.queues[0]) }),
            ("agents[9].id", { $0.agents.append($0.agents[0]) }),
        ] as [(String, (inout DeskPolicy) -> Void)] {
            #expect(try errors(change).map(\.place.description) == [place], "\(place)")
        }
    }

    @Test("nothing to reach the desk by, nowhere to wait, a negative time")
    func empty() throws {
        let none = try errors { $0.queues = [] }
        #expect(none.contains { $0.sentence(in: .finnish) == "queues: työlle ei ole jonoa" })
        let channels = try errors {
            $0.channels = []
            $0.targets = []
            $0.routing = try routing()
        }
        expect(channels, "channels", "nobody can reach the desk", "kukaan ei tavoita palvelua")
        expect(
            try errors { $0.closesAfter = .seconds(-1) }, "closesAfter", "it is negative", "se on negatiivinen")
    }

    @Test("names that lead nowhere, each at its place and with the nearest one there is")
    func unknownNames() throws {
        expect(
            try errors {
                $0.channels[0] = try ContactChannel(id: "phone", kind: .voice, name: "Telephone", hours: "ofice")
            }, "channels[0].hours", "there is no calendar “ofice”; did you mean “office”?",
            "kalenteri ”ofice” puuttuu; tarkoititko ”office”?")
        expect(
            try errors {
                $0.channels[4] = try ContactChannel(
                    id: "social", kind: .socialPublic, name: "Social", role: .feedback, inviteTo: "nowhere")
            }, "channels[4].inviteTo", "there is no channel “nowhere”", "kanava ”nowhere” puuttuu")
        expect(
            try errors {
                $0.channels[2] = try ContactChannel(
                    id: "chat", kind: .chat, name: "Chat", hours: "office", outOfHours: .otherChannel("maill"))
            }, "channels[2].outOfHours", "there is no channel “maill”; did you mean “mail”?",
            "kanava ”maill” puuttuu; tarkoititko ”mail”?")
        expect(
            try errors { $0.teams[1].unit = "peopel" }, "teams[1].unit",
            "there is no unit “peopel”; did you mean “people”?", "yksikkö ”peopel” puuttuu; tarkoititko ”people”?")
        let team = try errors {
            $0.agents[0] = Agent(id: "aino", name: "Aino", team: "frnt", skills: $0.agents[0].skills)
        }
        #expect(
            team.contains {
                $0.sentence(in: .finnish) == "agents[0].team: tiimi ”frnt” puuttuu; tarkoititko ”front”?"
            })
        expect(
            try errors {
                $0.agents[2] = Agent(id: "helmi", name: "Helmi", team: "front", skills: [SkillLevel("juggling", 1)])
            }, "agents[2].skills[0]", "there is no skill “juggling”", "taito ”juggling” puuttuu")
        expect(
            try errors { $0.agents[2] = Agent(id: "helmi", name: "Helmi", team: "front", calendar: "x") },
            "agents[2].calendar", "there is no calendar “x”", "kalenteri ”x” puuttuu")
        expect(
            try errors { $0.queues[0].teams.append("nobody") }, "queues[0].teams[3]", "there is no team “nobody”",
            "tiimi ”nobody” puuttuu")
        expect(
            try errors { $0.queues[0].calendar = "x" }, "queues[0].calendar", "there is no calendar “x”",
            "kalenteri ”x” puuttuu")
        #expect(try errors { $0.queues[0].escalateTo = "x" }.map(\.place.description) == ["queues[0].escalateTo"])
        expect(
            try errors {
                $0.description = try ServiceDescription(
                    name: "X", purpose: "X", items: [ServiceItem(topic: "dogs", title: "Dogs")])
            }, "description.items[0].topic", "there is no topic “dogs”", "aihe ”dogs” puuttuu")
        for (place, target) in [
            ("targets[4].calendar", try target(calendar: "x")), ("targets[4].topics[0]", try target(topics: ["dogs"])),
            ("targets[4].channels[1]", try target(channels: ["mail", "radio"])),
        ] {
            #expect(try errors { $0.targets.append(target) }.map(\.place.description) == [place], "\(place)")
        }
        expect(
            try errors { $0.surveyPlan = try SurveyPlan(survey: "x") }, "surveyPlan.survey",
            "there is no survey “x”", "kysely ”x” puuttuu")
        expect(
            try errors { $0.surveyPlan = try SurveyPlan(survey: "after-case", channels: ["mail", "x"]) },
            "surveyPlan.channels[1]", "there is no channel “x”", "kanava ”x” puuttuu")
    }

    private func target(
        calendar: CalendarID = "office", channels: [ChannelID]? = nil, topics: [TopicID]? = nil,
        within: [CasePriority: TimeSpan] = [.normal: .hours(1)]
    ) throws -> ServiceTarget {
        try ServiceTarget(
            name: "more", metric: .periodicUpdate, within: within, calendar: calendar, topics: topics,
            channels: channels)
    }

    @Test("a target that its calendar can never hold, and two targets of one name")
    func targets() throws {
        let never = try errors {
            $0.calendars["never"] = BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday([]))
            $0.targets.append(try target(calendar: "never"))
        }
        expect(
            never, "targets[4].within.normal", "calendar “never” never has so many open hours",
            "kalenterissa ”never” ei koskaan ole näin montaa avointa tuntia")
        let twice = try errors { $0.targets.append($0.targets[0]) }
        #expect(twice.count == 1)
        #expect(twice.first?.place.description.hasPrefix("targets") == true)
    }

    @Test("a public channel that shows no other way is a warning")
    func publicChannel() throws {
        expect(
            try warnings {
                $0.channels[4] = try ContactChannel(id: "social", kind: .socialPublic, name: "Social", role: .feedback)
            }, "channels[4]", "a request with personal data on this public channel is shown no other way",
            "henkilötietoja sisältävälle pyynnölle ei ole tällä julkisella kanavalla muuta reittiä")
    }

    @Test("attributes the desk does not know, must be optional, or whose values are not those of the policy")
    func attributes() throws {
        expect(
            try errors { $0.routing = try routing([RoutingAttribute("chanel", .boolean)]) },
            "routing.attributes[0].name", "the desk knows no “chanel” of a contact; did you mean “channel”?",
            "palvelu ei tunne yhteydenoton tietoa ”chanel”")
        expect(
            try errors {
                $0.routing = try routing([RoutingAttribute("language", .enumeration(["fi", "sv"]))])
            }, "routing.attributes[0]", "a contact may come without language, so it must be optional",
            "yhteydenotosta voi puuttua language, joten sen on oltava valinnainen")
        let priorities = ["critical", "high", "normal", "low"]
        expect(
            try errors {
                $0.routing = try routing([RoutingAttribute("priority", .enumeration(priorities + ["norml"]))])
            }, "routing.attributes[0].values[4]", "there is no priority “norml”; did you mean “normal”?",
            "arvoa ”norml” ei ole")
        expect(
            try warnings {
                $0.routing = try routing([RoutingAttribute("priority", .enumeration(Array(priorities.dropLast())))])
            }, "routing.attributes[0].values", "priority “low” is not listed, so no rule can name it",
            "arvo ”low” puuttuu luettelosta, joten mikään sääntö ei voi nimetä sitä")
    }

    @Test("an attribute of another type than the desk gives is refused, not found out by the first contact")
    func attributeTypes() throws {
        for attribute in [
            RoutingAttribute("channel", .boolean), RoutingAttribute("priority", .integer),
            RoutingAttribute("returning", .enumeration(["yes", "no"])), RoutingAttribute("time", .boolean),
            RoutingAttribute("topic", .boolean, isOptional: true),
        ] {
            let places = try errors { $0.routing = try routing([attribute]) }.map(\.place.description)
            #expect(places == ["routing.attributes[0].type"], "\(attribute.name)")
        }
    }

    @Test("rules that lead to no queue, ask for a skill nobody has, or leave somebody stranded")
    func rules() throws {
        let queue = try errors { $0.routing = try routing(otherwise: RoutingOutcome(queue: "generel")) }
        #expect(queue.map(\.place.description).allSatisfy { $0.hasPrefix("routing.otherwise") })
        #expect(queue.count == 1)
        let skill = try errors {
            $0.routing = try routing(
                [],
                [RoutingRule("all", when: [], then: RoutingOutcome(queue: "general", skills: [SkillRequirement("x")]))])
        }
        #expect(
            skill.contains {
                $0.sentence(in: .english) == "routing.rules[0].then.skills[0]: there is no skill “x”"
            })
        let stranded = try errors { $0.routing = try routing(otherwise: nil) }
        #expect(
            stranded.map { $0.sentence(in: .finnish) }
                == [
                    "routing.otherwise: Mikään sääntö ei täyty, kun saapuu yhteydenotto, josta ei tiedetä mitään, "
                        + "eikä taulukko kerro, mitä silloin tapahtuu."
                ])
        let nobody = try errors {
            $0.routing = try routing(
                otherwise: RoutingOutcome(queue: "families", skills: [SkillRequirement("permits", atLeast: 3)]))
        }
        #expect(nobody.count == 1)
        #expect(nobody.first?.place.description.hasPrefix("routing.otherwise") == true)
        #expect(nobody.first?.text.text(in: .finnish).isEmpty == false)
        expectQueues()
    }

    private func expectQueues() {
        let none = try? errors { $0.queues[1].teams = [] }
        #expect(none?.map(\.place.description) == ["queues[1]"])
        let idle = try? warnings {
            $0.teams.append(DeskTeam("idle", "Idle"))
            $0.agents.append(Agent(id: "ilmari", name: "Ilmari", team: "idle"))
        }
        #expect(idle?.map(\.place.description) == ["agents[9].team"])
    }

    @Test("an invitation to a survey that is too long for the channel that would carry it")
    func surveyText() throws {
        let long = String(repeating: "a", count: 1_500) + " {link}"
        let findings = try errors {
            $0.channels.append(try ContactChannel(id: "text", kind: .textMessage, name: "Text message"))
            $0.surveys[0] = try Survey(
                id: "after-case", questions: $0.surveys[0].questions,
                invitation: LocalizedText(en: "Hi {link}", fi: long))
            $0.routing = try routing()
        }
        expect(
            findings, "surveys[0].invitation.fi", "it is too long for channel “text”, which takes 1530 bytes",
            "se on liian pitkä kanavalle ”text”, johon mahtuu 1530 tavua")
    }

    @Test("all errors are told at once, in the order of the document")
    func order() throws {
        let places = try errors {
            for number in 0..<12 { $0.topics.append(DeskTopic(number == 0 ? "x" : "x", "X")) }
            $0.closesAfter = .seconds(-1)
        }.map(\.place.description)
        #expect(places == (7...17).map { "topics[\($0)].id" } + ["closesAfter"])
    }
}
