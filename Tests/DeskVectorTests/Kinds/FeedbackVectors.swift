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
        VectorSection("non_inferiority", nonInferiority),
        VectorSection("p_chart", proportionChart),
        VectorSection("nps_control_chart", netPromoterChart),
        VectorSection("xmr", individualsChart),
        VectorSection("cusum_ewma", cumulativeSums),
        VectorSection("risk_adjusted_bernoulli_cusum", riskAdjustedSum),
        VectorSection("eb_beta_binomial", shareShrinkage),
        VectorSection("eb_normal_dl", normalShrinkage),
        VectorSection("case_mix_adjusted_eb", caseMix),
        VectorSection("suppression", suppression),
        VectorSection("diff_in_diff", differenceInDifferences),
        VectorSection("cuped"),
        VectorSection("asymptotic_confidence_sequence", asymptoticSequence),
        VectorSection("bernoulli_confidence_sequence", shareSequence),
        VectorSection("msprt"),
        VectorSection("kitagawa_mix", mixSplit),
        VectorSection("mh_risk_difference", riskDifference),
        VectorSection("driver_importance"),
        VectorSection("response_rate", responseRate),
        VectorSection("sample_size", sampleSize),
        VectorSection("changepoint_binomial", changePoint),
    ]
}
