/// The sections of the kind `feedback`: scores, intervals, comparisons, charts, trials, causes and display rules.
///
/// A section without a reply is one the library does not have yet; a reply is all it takes to add it.
enum FeedbackVectors {
    static let sections: [VectorSection] = [
        VectorSection("z_two_sided"),
        VectorSection("nps_point"),
        VectorSection("nps_interval"),
        VectorSection("nps_bayes_dirichlet"),
        VectorSection("nps_two_sample"),
        VectorSection("proportion_interval"),
        VectorSection("two_proportion_diff"),
        VectorSection("non_inferiority"),
        VectorSection("p_chart"),
        VectorSection("nps_control_chart"),
        VectorSection("xmr"),
        VectorSection("cusum_ewma"),
        VectorSection("risk_adjusted_bernoulli_cusum"),
        VectorSection("eb_beta_binomial"),
        VectorSection("eb_normal_dl"),
        VectorSection("case_mix_adjusted_eb"),
        VectorSection("suppression"),
        VectorSection("diff_in_diff"),
        VectorSection("cuped"),
        VectorSection("asymptotic_confidence_sequence"),
        VectorSection("bernoulli_confidence_sequence"),
        VectorSection("msprt"),
        VectorSection("kitagawa_mix"),
        VectorSection("mh_risk_difference"),
        VectorSection("driver_importance"),
        VectorSection("response_rate"),
        VectorSection("sample_size"),
        VectorSection("changepoint_binomial"),
    ]
}
