package oddboard.evaluation;

import java.util.List;

/** What was told of these runs' figures is not for everybody any more; told within the transaction that hides it. */
public record MetricsHidden(List<Long> runs) {}
