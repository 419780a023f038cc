/** The page about a model's bundles for other programs. */
@NullMarked
package oddboard.export.ui;

import org.jspecify.annotations.NullMarked;
