/** The detector backbone: the heads of patches on the features of a network that was trained on other images. */
@NullMarked
package oddboard.detector.backbone;

import org.jspecify.annotations.NullMarked;
