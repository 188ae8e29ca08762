import ServiceDesk

/// The sections of the kind `feedback`: scores, intervals, comparisons, charts, trials, causes and display rules.
///
/// A section without a reply is one the library does not have yet; a reply is all it takes to add it.
enum FeedbackVectors {
    static let sections: [VectorSection] = [
        VectorSection("z_two_sided") { .object(["z": .real(StandardNormal.twoSidedQuantile(try $0.real("conf")))]) },
        VectorSection("nps_point", netPromoterPoint),
        VectorSection("nps_interval", netPromoterInterval),
        VectorSection("nps_bayes_dirichlet"),
        VectorSection("nps_two_sample", netPromoterChange),
        VectorSection("proportion_interval", shareInterval),
        VectorSection("two_proportion_diff", shareChange),
        VectorSection("non_inferiority"),
        VectorSection("p_chart"),
        VectorSection("nps_control_chart"),
        VectorSection("xmr"),
        VectorSection("cusum_ewma"),
        VectorSection("risk_adjusted_bernoulli_cusum"),
        VectorSection("eb_beta_binomial"),
        VectorSection("eb_normal_dl"),
        VectorSection("case_mix_adjusted_eb"),
        VectorSection("suppression", suppression),
        VectorSection("diff_in_diff"),
        VectorSection("cuped"),
        VectorSection("asymptotic_confidence_sequence"),
        VectorSection("bernoulli_confidence_sequence"),
        VectorSection("msprt"),
        VectorSection("kitagawa_mix"),
        VectorSection("mh_risk_difference"),
        VectorSection("driver_importance"),
        VectorSection("response_rate", responseRate),
        VectorSection("sample_size", sampleSize),
        VectorSection("changepoint_binomial"),
    ]
}
