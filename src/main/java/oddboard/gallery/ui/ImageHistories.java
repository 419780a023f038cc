package oddboard.gallery.ui;

import java.util.List;
import oddboard.account.User;
import oddboard.dataset.VersionId;
import oddboard.gallery.ImageScoreProvider;
import oddboard.label.LabelSets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is known of a test image beyond its pixels: what runs think of it, and the labels that it had. */
@Component
record ImageHistories(LabelSets labelSets, ObjectProvider<ImageScoreProvider> providers) {
    List<ImageScoreProvider.ImageScore> scoreProviders(VersionId version, int image, int labelSet, User viewer) {
        return providers.stream()
                .flatMap(provider -> provider.of(version, image, labelSet, viewer).stream())
                .toList();
    }

    List<LabelSets.Past> labels(VersionId version, int image, User viewer) {
        return labelSets.history(version, image, viewer);
    }
}
