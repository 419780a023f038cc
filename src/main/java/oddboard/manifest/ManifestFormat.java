package oddboard.manifest;

import java.util.List;
import oddboard.common.InputException;
import org.jspecify.annotations.Nullable;

/** One way to write down what each image of a data set is. Stateless. */
interface ManifestFormat {
    /** For people, such as "COCO". */
    String title();

    /** Whether a file of this name is worth a look. */
    boolean mayBe(String name);

    /**
     * @param file for messages and for the split that its name tells
     * @param alone whether nothing else says what the images are: no folders train and test
     * @return null where it is something else
     * @throws InputException where it is of this format and damaged
     */
    @Nullable List<ListedImage> read(byte[] bytes, String file, boolean alone);
}
