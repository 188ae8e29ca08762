import DeskChannels
import DeskPrimitives
import Testing

@Suite("Channel kinds")
struct ChannelKindTests {
    @Test("every kind has the capabilities of its nature")
    func table() {
        // kind: public, synchronous, sends text, bytes, window in hours, receipts, load
        let expected: [(ChannelKind, Bool, Bool, Bool, Int, Int64?, Bool, Int)] = [
            (.voice, false, true, false, 0, nil, false, 100),
            (.mail, false, false, true, 65_536, nil, false, 25),
            (.chat, false, true, true, 4_096, nil, true, 33),
            (.textMessage, false, false, true, 1_530, nil, true, 20),
            (.webForm, false, false, false, 0, nil, false, 25),
            (.socialPublic, true, false, true, 280, nil, false, 25),
            (.socialPrivate, false, false, true, 1_000, 24, true, 33),
            (.reviewSite, true, false, true, 4_096, nil, false, 25),
            (.counter, false, true, false, 0, nil, false, 100),
            (.post, false, false, true, 65_536, nil, false, 25),
            (.bot, false, false, true, 4_096, nil, true, 33),
        ]
        #expect(expected.map(\.0) == ChannelKind.allCases)
        for (kind, isPublic, isSynchronous, sends, bytes, window, receipts, load) in expected {
            let can = kind.capabilities
            #expect((can.isPublic, can.isSynchronous, can.canSendText) == (isPublic, isSynchronous, sends), "\(kind)")
            #expect(can.maximumTextBytes == bytes && can.defaultLoadUnits == load, "\(kind)")
            #expect(can.replyWindow == window.map { .hours($0) } && can.hasDeliveryReceipts == receipts, "\(kind)")
            #expect(can.takesTemplatesOutsideWindow == (window != nil), "\(kind)")
            #expect((1...100).contains(kind.capabilities.defaultLoadUnits))
            #expect(kind.capabilities.canSendText == (kind.capabilities.maximumTextBytes > 0))
        }
    }

    @Test("files can be attached where networks take them")
    func attachments() {
        let files = ChannelKind.allCases.filter { $0.capabilities.attachments != .none }
        #expect(files == [.mail, .chat, .socialPrivate])
        #expect(
            ChannelKind.socialPrivate.capabilities.attachments
                == AttachmentLimits(count: 1, bytes: 5_000_000, kinds: ["image/jpeg", "image/png"]))
    }

    @Test("an unknown name is an error that lists the names")
    func unknownName() throws {
        let error = try #require(mistake([ChannelKind].self, #"["mail", "fax"]"#))
        #expect(error.path == "1")
        #expect(error.words.hasPrefix("expected one of voice, mail, chat"))
        #expect(mistake([ChannelKind].self, "[7]") != nil)
    }

    @Test("sensitivities are ordered by the care they ask for")
    func sensitivity() {
        #expect(DataSensitivity.open < .personal)
        #expect(DataSensitivity.personal < .confidential)
        #expect([.confidential, .open, .personal].sorted() == DataSensitivity.allCases)
    }
}
