import DeskChannels
import DeskPrimitives
import DeskRouting

/// Whether the staff can hold the channels that are open, each alone and all together, and how their work is split by them.
extension PolicyCheck {
    /// The most agents of whom it is said one by one that they are on too many channels.
    private static var mostNamedAgents: Int { 20 }

    mutating func checkChannelLoad() {
        let staffing = ChannelStaffing(policy)
        for (number, channel) in policy.channels.enumerated() where channel.role == .support {
            checkStaff(of: channel, staffing, at: Place.field("channels").index(number))
        }
        let place = Place.field("communication").field("plans")
        var loads: [ChannelStaffing.Load] = []
        var seen: Set<ChannelID> = []
        for (number, plan) in policy.communication.plans.enumerated() where seen.insert(plan.channel).inserted {
            guard let channel = policy.channels.first(where: { $0.id == plan.channel }) else { continue }
            let demand = plan.load(units: channel.loadUnits)
            let teams = staffing.teams[channel.id] ?? []
            check(demand, staffing.capacity(of: teams), at: place.index(number))
            loads.append(.init(channel: channel.id, units: demand, teams: teams))
        }
        for short in staffing.shortages(of: loads) where short.loads.count > 1 { say(short, at: place) }
        checkFragmentation(staffing)
    }

    /// Says when nobody can hold even one contact; whether somebody is there at all is looked at with the hours.
    private mutating func checkStaff(of channel: ContactChannel, _ staffing: ChannelStaffing, at place: Place) {
        let staff = staffing.staff(of: channel.id)
        guard !staff.isEmpty, !staff.contains(where: { $0.capacityUnits >= channel.loadUnits }) else { return }
        error(
            place.field("loadUnits"),
            en: "a contact takes \(channel.loadUnits) units, and nobody who could get it holds as many",
            fi: "yhteydenotto vie \(channel.loadUnits) yksikköä, eikä kenelläkään ole niin paljon tilaa")
    }

    /// Says when the contacts that are planned take more than all who could get them hold.
    private mutating func check(_ demand: Int, _ capacity: Int, at place: Place) {
        guard demand > capacity else { return }
        warning(
            place.field("contactsPerHour"),
            en: "the contacts in hand take \(demand) units, and all who could get them hold \(capacity)",
            fi: "yhteydenotot vievät \(demand) yksikköä, ja kaikilla vastaajilla on tilaa \(capacity)")
    }

    /// Says that some channels take more together than their staff holds, everybody counted once.
    private mutating func say(_ short: ChannelStaffing.Shortage, at place: Place) {
        let loads = short.loads.sorted { $0.units == $1.units ? $0.channel < $1.channel : $0.units > $1.units }
        let names = loads.map(\.channel.rawValue).joined(separator: ", ")
        let sum = loads.map { "\($0.units)" }.joined(separator: " + ")
        let most = loads[0]
        warning(
            place,
            en: "the contacts in hand on \(names) take \(sum) = \(short.demand) units together, and all who could get "
                + "them hold \(short.capacity); the largest load is \(most.units) units on “\(most.channel)”",
            fi: "kanavien \(names) yhteydenotot vievät yhdessä \(sum) = \(short.demand) yksikköä, ja kaikilla "
                + "vastaajilla on tilaa \(short.capacity); suurin kuorma on \(most.units) yksikköä kanavalla "
                + "”\(most.channel)”")
    }

    // MARK: Agents on many channels

    /// Says of each agent who is on more channels than was meant, or loses more time to changing them.
    private mutating func checkFragmentation(_ staffing: ChannelStaffing) {
        let limit = policy.communication.fragmentation
        var named = 0
        for (number, agent) in policy.agents.enumerated() {
            let channels = staffing.channels(of: agent.team)
            let isTooMany = channels.count > limit.channels
            let switching = staffing.switching(of: agent, plans: policy.communication.plans)
            let lost = limit.lostPercent(switches: switching.switches)
            guard isTooMany || lost > limit.percent else { continue }
            named += 1
            guard named <= Self.mostNamedAgents else { continue }
            let place = Place.field("agents").index(number)
            if isTooMany {
                let names = channels.map(\.rawValue).joined(separator: ", ")
                warning(
                    place,
                    en: "“\(agent.id)” is on \(channels.count) channels (\(names)), and at most \(limit.channels) keep "
                        + "the work together",
                    fi: "”\(agent.id)” on \(channels.count) kanavassa (\(names)), ja työ pysyy koossa enintään "
                        + "\(limit.channels) kanavassa")
            }
            if lost > limit.percent {
                let (contacts, switches) = (switching.contacts.rounded(), switching.switches.rounded())
                let cost = "\(limit.switching.microseconds / 1_000_000) s"
                warning(
                    place,
                    en: "of about \(Int(contacts)) contacts an hour on \(switching.channels) channels, “\(agent.id)” "
                        + "takes about \(Int(switches)) on another channel than the one before; at \(cost) each that is "
                        + "\(lost) % of the hour, and at most \(limit.percent) % was meant",
                    fi: "noin \(Int(contacts)) yhteydenotosta tunnissa (kanavia \(switching.channels)) ”\(agent.id)” "
                        + "vastaa noin \(Int(switches)) kertaa eri kanavassa kuin juuri ennen; vaihto vie \(cost), "
                        + "yhteensä \(lost) % tunnista, ja tarkoitus on enintään \(limit.percent) %")
            }
        }
        guard named > Self.mostNamedAgents else { return }
        let more = named - Self.mostNamedAgents
        warning(
            .field("agents"), en: "\(more) more agents are split over channels more than was meant",
            fi: "lisäksi \(more) asiakaspalvelijan työ jakautuu kanaville enemmän kuin oli tarkoitus")
    }
}
