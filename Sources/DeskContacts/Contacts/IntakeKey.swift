public import DeskPrimitives

/// Makes the key by which an arrival is recognised when a channel hands it over again.
public enum IntakeKey {
    /// The key of an arrival.
    ///
    /// The receiving end counts, so that a mail to two of the desk's addresses arrives twice on purpose. The parts are
    /// digested with their sizes: moving a character from one to the next gives another key. Every byte counts; a host
    /// hands over the receiving end and the channel's own id always written the same way.
    ///
    /// - Parameters:
    ///   - channel: The channel it arrived on.
    ///   - receivingEnd: The desk's own address or number it came to; empty where the channel has one only.
    ///   - externalID: The channel's own name of the message, call or post.
    ///   - digest: Made with the host's secret.
    public static func make(
        channel: ChannelID, receivingEnd: String, externalID: String, digest: KeyedDigest
    ) -> ByteKey {
        digest.key(
            Array("intake".utf8), Array(channel.rawValue.utf8), Array(receivingEnd.utf8), Array(externalID.utf8))
    }
}
