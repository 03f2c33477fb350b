"""Robots of group chats: WeCom, DingTalk, Feishu. They say what happened, with numbers and no words of a card."""
