"""A QR code as SVG: for a page a data address, for a PDF the drawing itself."""

import base64

import qrcode
from qrcode.image.svg import SvgPathImage


def qr_svg(text: str) -> str:
    """The drawing; error correction M, for paper."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=1)
    code.add_data(text)
    drawing: bytes = code.make_image(image_factory=SvgPathImage).to_string()
    return drawing.decode()


def qr_url(text: str) -> str:
    """The drawing as an address that a page may carry: no script, no request."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(text).encode()).decode()
