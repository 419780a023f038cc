package oddboard.dataset;

/** A named line on a data set's leaderboard, such as simple 0.52970. */
public record Baseline(String name, double auroc) {}
