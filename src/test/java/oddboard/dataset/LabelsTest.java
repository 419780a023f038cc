package oddboard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final ImageLabel[] EACH = {
        ImageLabel.NORMAL, ImageLabel.ANOMALOUS, ImageLabel.UNLABELED, ImageLabel.ANOMALOUS, ImageLabel.UNLABELED
    };
    private static final Labels LABELS = Labels.of(7, 2, EACH, new String[] {"", "dent", "", "", ""});

    private static String words(Labels labels) {
        var words = new String[EACH.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = labels.words(i);
        }
        return String.join(", ", words);
    }

    @Test
    void tellsEachImageByItsWord() {
        assertThat(words(LABELS)).isEqualTo("normal, dent, unlabeled, anomalous, unlabeled");
        assertThat(LABELS.images()).containsExactly(0, 1, 3);
        assertThat(LABELS.hidesNone()).isTrue();
    }

    @Test
    void metricsUseTheLabeledOnesAlone() {
        assertThat(LABELS.evaluating().anomalous()).containsExactly(false, true, true);
        assertThat(LABELS.evaluating().type()).containsExactly("", "dent", "");
        assertThat(LABELS.evaluated(new double[] {1, 2, 3, 4, 5})).containsExactly(1, 2, 4);
    }

    @Test
    void ofAHiddenImageNobodyIsToldWhetherItIsLabeled() {
        var shown = LABELS.only(LabelPart.PUBLIC, new boolean[] {true, false, false, true, true});
        assertThat(words(shown)).isEqualTo("normal, label hidden, label hidden, anomalous, unlabeled");
        assertThat(shown.isUnlabeled(2)).isFalse();
        assertThat(shown.isUnlabeled(4)).isTrue();
        assertThat(shown.evaluated(new double[] {1, 2, 3, 4, 5})).containsExactly(1, 4);
        assertThat(shown.labeled()).containsExactly(true, false, false, true, false);
        var rest = LABELS.only(LabelPart.PRIVATE, new boolean[] {true, false, false, true, true});
        assertThat(words(rest)).isEqualTo("label hidden, dent, unlabeled, label hidden, label hidden");
    }
}
