"""What a file shows, as pixels: decoded, and enlarged where it was made smaller."""

import pyvips
from PIL import Image


def decoded(data: bytes) -> pyvips.Image:
    """What a file shows, as sRGB of 8 bits in memory."""
    image = pyvips.Image.new_from_buffer(data, "")
    if image.format == "ushort":
        image = (image / 257).rint().cast("uchar").copy(interpretation="srgb")  # libvips itself would cut, not round
    return image.colourspace("srgb").copy_memory()


def in_size_of(original: pyvips.Image, image: pyvips.Image) -> pyvips.Image:
    """The picture enlarged to the original's size, by Lanczos with three lobes; libvips itself enlarges bicubically."""
    if (image.width, image.height) == (original.width, original.height):
        return image
    mode = "RGB" if image.bands == 3 else "L"
    small = Image.frombytes(mode, (image.width, image.height), image.write_to_memory())
    large = small.resize((original.width, original.height), Image.Resampling.LANCZOS)
    again = pyvips.Image.new_from_memory(large.tobytes(), large.width, large.height, image.bands, "uchar")
    return again.copy(interpretation=image.interpretation)
