/// The sections of the kind `staffing`: queueing, staffing, forecasting, surge and repeat contacts.
///
/// A section without a reply is one the library does not have yet; a reply is all it takes to add it.
enum StaffingVectors {
    static let sections: [VectorSection] = [
        VectorSection("erlang_b"),
        VectorSection("erlang_c"),
        VectorSection("erlang_c_unstable"),
        VectorSection("erlang_c_min_agents"),
        VectorSection("erlang_a"),
        VectorSection("erlang_a_min_agents"),
        VectorSection("published_anchors"),
        VectorSection("chat_concurrency"),
        VectorSection("square_root_staffing"),
        VectorSection("patience_and_shrinkage"),
        VectorSection("exponential_smoothing"),
        VectorSection("seasonal_naive"),
        VectorSection("count_quantile"),
        VectorSection("surge_point"),
        VectorSection("poisson_cusum"),
        VectorSection("poisson_cusum_timevarying"),
        VectorSection("poisson_cusum_arl"),
        VectorSection("intraday_update"),
        VectorSection("repeat_contact_fixed_point"),
    ]
}
