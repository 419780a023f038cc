/** Reader of safetensors files that checks a file's whole description before it allocates anything for its tensors. */
@NullMarked
package oddboard.detector.safetensors;

import org.jspecify.annotations.NullMarked;
