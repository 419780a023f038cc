package oddboard.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Datasets;
import oddboard.dataset.Inputs;
import oddboard.dataset.VersionId;
import oddboard.image.Crop;
import oddboard.label.LabelSets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens what a version is made of that takes another one's images and more: for workers. */
@Component
class NextVersionFiles {
    private final Datasets datasets;
    private final Inputs inputs;
    private final LabelSets labels;
    private final Preprocessors preprocessors;
    private final JdbcClient jdbc;
    private final ObjectProvider<AddedImages.Source> sources;

    NextVersionFiles(
            Datasets datasets,
            Inputs inputs,
            LabelSets labels,
            Preprocessors preprocessors,
            JdbcClient jdbc,
            ObjectProvider<AddedImages.Source> sources) {
        this.datasets = datasets;
        this.inputs = inputs;
        this.labels = labels;
        this.preprocessors = preprocessors;
        this.jdbc = jdbc;
        this.sources = sources;
    }

    /**
     * @return null where {@code goOn} said no
     * @throws InputException where the base version is gone
     */
    @Nullable ImportSource open(VersionId version, VersionId base, ImportSpec spec, Path folder, BooleanSupplier goOn)
            throws IOException {
        BaseImages images = base(base, spec.leftOut());
        AddedImages added = null;
        boolean whole = false;
        try {
            added = sources.getObject().open(version, folder, goOn);
            if (added == null) {
                return null;
            }
            var source =
                    new NextVersionSource(images, added, preprocessors.of(base), spec.keepsOwnSize() ? folder : null);
            whole = true;
            return source;
        } finally {
            if (!whole) {
                images.close();
                if (added != null) {
                    added.close();
                }
            }
        }
    }

    private BaseImages base(VersionId base, Set<Integer> leftOut) throws IOException {
        try {
            int number = jdbc.sql("select number from dataset_version where id = :id")
                    .param("id", base.value())
                    .query(Integer.class)
                    .optional()
                    .orElseThrow(() -> new NotFoundException("There is no version " + base + "."));
            return new BaseImages(
                    number,
                    datasets.openTrain(base),
                    datasets.openTest(base),
                    datasets.openMasks(base),
                    inputs.cached(base),
                    datasets.imageNames(base),
                    labels.forWorkers(base),
                    leftOut);
        } catch (NotFoundException e) {
            throw new InputException(
                    "BASE_GONE",
                    "",
                    "",
                    "The version that this one was to be made of has been deleted; make one of another version.");
        }
    }

    /**
     * How a version is made of another one, and of images that are prepared as its own were.
     *
     * @param before its spec
     * @param without training images of it that are not taken over
     */
    static ImportSpec spec(ImportSpec before, VersionId version, int size, int colors, Set<Integer> without) {
        // What was put there past an import has no options.
        return new ImportSpec(
                List.of(),
                before.imageSize() == 0 ? 0 : size,
                before.crop() == null ? Crop.SQUARE : before.crop(),
                before.cropFraction(),
                colors,
                ImportSpec.OnBadFile.SKIP,
                before.holdOut(),
                before.maskValues(),
                before.valueRange(),
                0,
                null,
                before.split(),
                version,
                without,
                null);
    }
}
