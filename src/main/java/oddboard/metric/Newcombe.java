package oddboard.metric;

import java.util.function.DoubleUnaryOperator;

/**
 * Interval of an AUC that stays sensible at 0 and 1: all values t with |auc - t| <= z * se(t), where se is Hanley and
 * McNeil's with the mean class size in both places (Newcombe 2006, method 5; a Wilson interval for an AUC).
 */
final class Newcombe {
    private Newcombe() {}

    static DeLong.Interval interval(double auc, int anomalous, int normal) {
        double low = auc <= 0 ? 0 : edge(auc, 0, anomalous, normal);
        double high = auc >= 1 ? 1 : edge(auc, 1, anomalous, normal);
        return new DeLong.Interval(auc, low, high, 0);
    }

    private static double edge(double auc, double towards, double m, double n) {
        double others = (m + n) / 2 - 1;
        DoubleUnaryOperator variance =
                t -> t * (1 - t) * (1 + others * (1 - t) / (2 - t) + others * t / (1 + t)) / (m * n);
        double inside = auc;
        double outside = towards;
        for (int i = 0; i < 100; i++) {
            double t = (inside + outside) / 2;
            double allowed = Normal.Z95 * Normal.Z95 * variance.applyAsDouble(t);
            if ((auc - t) * (auc - t) <= allowed) {
                inside = t;
            } else {
                outside = t;
            }
        }
        return inside;
    }
}
