package oddboard.ui;

/** A link among the tabs of a page; {@code href} without a leading slash. */
public record Tab(String label, String href) {}
