"""What a camera writes beside its pixels: EXIF for the picture of an index, equal on every run."""

from datetime import datetime, timedelta

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

_CAMERAS = (
    ("Canon", "Canon EOS 80D"),
    ("Apple", "iPhone 12"),
    ("NIKON CORPORATION", "NIKON D750"),
    ("samsung", "SM-G991B"),
)
_ORIENTATIONS = (1, 1, 6, 1, 8, 1, 3, 1)
_FIRST = datetime(2014, 3, 1, 9, 12, 45)  # noqa: DTZ001 -- a camera's clock knows no zone
_DAYS = 3300


def exif(index: int) -> bytes:
    """The EXIF block, with its `Exif` header: camera, moment, exposure, every third with a place."""
    block = Image.Exif()
    block[ExifTags.Base.Make], block[ExifTags.Base.Model] = _CAMERAS[index % len(_CAMERAS)]
    block[ExifTags.Base.Orientation] = _ORIENTATIONS[index % len(_ORIENTATIONS)]
    block[ExifTags.Base.DateTime] = _moment(index)
    block.get_ifd(ExifTags.IFD.Exif).update(_exposure(index))
    if index % 3 == 0:
        block.get_ifd(ExifTags.IFD.GPSInfo).update(_place(index))
    return block.tobytes()


def _exposure(index: int) -> dict[int, object]:
    return {
        ExifTags.Base.DateTimeOriginal: _moment(index),
        ExifTags.Base.DateTimeDigitized: _moment(index),
        ExifTags.Base.ExposureTime: IFDRational(1, 60 + index % 400),
        ExifTags.Base.FNumber: IFDRational(28 + index % 50, 10),
        ExifTags.Base.ISOSpeedRatings: 100 << index % 5,
        ExifTags.Base.FocalLength: IFDRational(24 + index % 80),
        ExifTags.Base.BodySerialNumber: f"{70_000_000 + index % 4}",
        ExifTags.Base.ImageUniqueID: f"{index:032x}",  # no two pictures have the same bytes
    }


def _place(index: int) -> dict[int, object]:
    north = (IFDRational(47), IFDRational(index % 60), IFDRational(0))
    east = (IFDRational(11), IFDRational(index * 7 % 60), IFDRational(0))
    return {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSLatitude: north,
        ExifTags.GPS.GPSLongitudeRef: "E",
        ExifTags.GPS.GPSLongitude: east,
    }


def _moment(index: int) -> str:
    day = timedelta(days=index * 37 % _DAYS, seconds=index * 7919 % 86_400)
    return f"{_FIRST + day:%Y:%m:%d %H:%M:%S}"
