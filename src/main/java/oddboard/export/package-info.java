/** Bundles of a trained model for other programs: ONNX, TorchScript, manifest, samples, model card. */
@ApplicationModule(allowedDependencies = {"common", "detector"})
@NullMarked
package oddboard.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
