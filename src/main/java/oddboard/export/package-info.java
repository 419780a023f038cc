/** Bundles of a registered model for other programs: ONNX, TorchScript, manifest, samples, model card; made by jobs. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "common",
            "dataset",
            "detector",
            "image",
            "ingest",
            "job",
            "job :: ui",
            "label",
            "metric",
            "quota",
            "registry",
            "registry :: ui",
            "run",
            "run :: ui",
            "storage",
            "training",
            "ui",
            "upload"
        })
@NullMarked
package oddboard.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
