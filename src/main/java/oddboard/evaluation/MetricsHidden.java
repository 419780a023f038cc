package oddboard.evaluation;

import java.util.List;

/** What was said of these runs' metrics is not for everybody any more; published within the transaction that hides it. */
public record MetricsHidden(List<Long> runs) {}
