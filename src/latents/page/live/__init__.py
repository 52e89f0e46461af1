"""Live models: trained networks that readers explore inside the page, a file each."""
