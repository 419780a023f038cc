package oddboard.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricReferenceTest {
    private static final Offset<Double> EXACT = within(1e-13);

    static List<Reference> references() {
        return Reference.all();
    }

    @ParameterizedTest
    @MethodSource("references")
    void areaEqualsTheShareOfPairsWon(Reference r) {
        assertThat(Auc.of(r.a(), r.anomalous())).isEqualTo(r.expected(Reference.AUC));
        assertThat(Auc.of(r.b(), r.anomalous())).isEqualTo(r.expected(Reference.AUC_B));
    }

    @ParameterizedTest
    @MethodSource("references")
    void intervalEqualsTheNaiveCovariances(Reference r) {
        DeLong.Interval interval = DeLong.interval(r.a(), r.anomalous());
        assertThat(interval.auc()).isEqualTo(r.expected(Reference.AUC));
        assertThat(interval.variance()).isCloseTo(r.expected(Reference.VARIANCE), EXACT);
        assertThat(interval.low()).isCloseTo(r.expected(Reference.LOW), EXACT);
        assertThat(interval.high()).isCloseTo(r.expected(Reference.HIGH), EXACT);
    }

    @ParameterizedTest
    @MethodSource("references")
    void comparisonEqualsTheNaiveCovariances(Reference r) {
        DeLong.Comparison comparison = DeLong.compare(r.a(), r.b(), r.anomalous());
        assertThat(comparison.difference()).isCloseTo(r.expected(Reference.AUC) - r.expected(Reference.AUC_B), EXACT);
        assertThat(comparison.z()).isCloseTo(r.expected(Reference.Z), within(1e-11));
        assertThat(comparison.p() / r.expected(Reference.P)).isCloseTo(1, within(1e-10));
    }

    @ParameterizedTest
    @MethodSource("references")
    void averagePrecisionEqualsItsSum(Reference r) {
        assertThat(PrecisionRecall.of(r.a(), r.anomalous()).averagePrecision())
                .isCloseTo(r.expected(Reference.AP), EXACT);
    }

    @ParameterizedTest
    @MethodSource("references")
    void areaUnderTheDrawnCurveIsTheSame(Reference r) {
        Roc roc = Roc.of(r.a(), r.anomalous());
        double area = 0;
        for (int i = 1; i < roc.fpr().length; i++) {
            area += (roc.fpr()[i] - roc.fpr()[i - 1]) * (roc.tpr()[i] + roc.tpr()[i - 1]) / 2;
        }
        assertThat(area).isCloseTo(r.expected(Reference.AUC), EXACT);
    }
}
