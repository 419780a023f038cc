package oddboard.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The smallest difference in AUC that is significant on some test images (95 %, two-sided, by DeLong's test). It is another for each pair of
 * models: the more alike their orders, the smaller it is.
 *
 * @param typical the median of all pairs; of an even number the mean of the middle two
 * @param smallest of any pair
 * @param largest of any pair
 * @param pairs how many pairs it rests on: those whose difference has a standard error above 0
 */
public record AucResolution(double typical, double smallest, double largest, int pairs) {

    /**
     * Empty where no pair has a standard error: fewer than two models, a class of a single image, or models whose orders leave no doubt.
     *
     * @param models on the same images
     */
    public static Optional<AucResolution> of(List<DeLong.Against> models) {
        List<Double> margins = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            for (int j = i + 1; j < models.size(); j++) {
                double margin = models.get(i).compare(models.get(j)).margin();
                if (margin > 0) {
                    margins.add(margin);
                }
            }
        }
        if (margins.isEmpty()) {
            return Optional.empty();
        }
        double[] sorted = margins.stream().mapToDouble(m -> m).sorted().toArray();
        double typical = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return Optional.of(new AucResolution(typical, sorted[0], sorted[sorted.length - 1], sorted.length));
    }
}
