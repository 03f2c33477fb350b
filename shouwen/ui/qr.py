"""A QR code as a picture that a page may carry: SVG in a data address, no script, no request."""

import base64

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_url(text: str) -> str:
    """The data address of a QR code; error correction M, for paper."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=1)
    code.add_data(text)
    picture = code.make_image(image_factory=SvgPathImage)
    return "data:image/svg+xml;base64," + base64.b64encode(picture.to_string()).decode()
