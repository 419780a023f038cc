package oddboard.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import oddboard.common.InputException;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.VersionId;
import org.jspecify.annotations.Nullable;

/** Images that a version takes beside those of an earlier one, and what people say of them. */
public interface AddedImages extends Closeable {
    /** In the order in which they are added. */
    List<Item> items();

    /** @throws InputException where the file can't be read for what it is */
    File read(int index) throws IOException;

    /**
     * @param name in the new version
     * @param label NORMAL becomes a training image, ANOMALOUS a test image; UNLABELED stays out
     * @param type of the anomaly; "" where none is named
     * @param origin where it comes from, for the report: "scoring 4"
     * @param why it stays out, for the report: "nobody is sure what they are"; "" where it does not
     */
    record Item(String name, ImageLabel label, String type, String origin, String why) {}

    /** @param imported whether an import has made its values bytes already */
    record File(byte[] bytes, boolean imported) {}

    /** Knows what was to be added when a version was asked for. */
    interface Source {
        /** @return null where {@code goOn} said no */
        @Nullable AddedImages open(VersionId version, Path folder, BooleanSupplier goOn) throws IOException;
    }
}
