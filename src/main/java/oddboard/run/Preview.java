package oddboard.run;

import java.time.Instant;
import java.util.List;

/** Test images (by their places in the split) that a run reconstructed after so many whole epochs of training. */
public record Preview(int epoch, List<Integer> images, Instant at) {}
