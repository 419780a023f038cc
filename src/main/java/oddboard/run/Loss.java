package oddboard.run;

import java.util.Map;

/** Mean losses of one epoch (1-based) by name; {@code loss} is always there. */
public record Loss(int epoch, Map<String, Double> losses, double imagesPerSecond, double waitShare) {}
